using System.Security.Cryptography;
using CsCheck;
using SupplyChain.Images;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class DigestTests
{
    private static readonly Gen<byte[]> Contents = Gen.Byte.Array[0, 100];

    [Fact]
    public void What_is_printed_reads_back_the_same_and_matches_its_content_alone() =>
        Gen.Select(Contents, Gen.Bool)
            .Sample(
                (content, isLong) =>
                {
                    var text = isLong
                        ? "sha512:" + Convert.ToHexStringLower(SHA512.HashData(content))
                        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));
                    var digest = Digest.Parse(text);

                    Assert.Equal(text, digest.ToString());
                    Assert.Equal(digest, Digest.Parse(digest.ToString()));
                    Assert.Equal(text, $"{digest.Algorithm}:{digest.Hex}");
                    Assert.True(digest.Matches(content));
                    Assert.False(digest.Matches([.. content, 0]));
                }
            );

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    [InlineData("sha256")]
    [InlineData("SHA256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("sha256:9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a080")]
    [InlineData("sha512:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("sha384:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData(" sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n")]
    [InlineData("sha256:../../../../../../../../../../../../../../../../../../etc/passwd0000")]
    public void Anything_else_is_refused_and_the_expected_shape_is_named(string text)
    {
        Assert.False(Digest.TryParse(text, out _));
        var error = Assert.Throws<ConfigurationException>(() => Digest.Parse(text));
        Assert.Contains("64", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Any_text_is_read_or_refused_without_another_failure() =>
        Gen.String[Gen.Char["sha256:1f0G\u0000"], 0, 80]
            .Sample(text =>
            {
                if (Digest.TryParse(text, out var digest))
                {
                    Assert.Equal(text, digest.ToString());
                }
            });
}
