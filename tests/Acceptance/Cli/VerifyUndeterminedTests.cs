using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

/// <summary>What cannot be judged is an error in every report, hides no answer about the rest, and ends with 3 unless something is denied.</summary>
public sealed class VerifyUndeterminedTests(VerifyUndeterminedTests.Shared shared) : IClassFixture<VerifyUndeterminedTests.Shared>
{
    private const string Unreachable = "127.0.0.1:1/shop/api:1.0";
    private const string Missing = "oci:layout:absent";

    private Workspace Files => shared.Release.Files;

    [Theory]
    [InlineData("ci.pub", "pass", 3, "error")]
    [InlineData("gatekeeper.pub", "deny", 1, "deny")]
    public async Task Each_image_has_its_own_verdict_beside_those_that_could_not_be_judged(
        string key,
        string verdict,
        int exitCode,
        string whole
    )
    {
        var result = await Files.RunAsync(
            $"verify {Unreachable} {ReleaseWorkspace.Location} {Missing} --key {key} --format json"
        );
        Assert.Equal((exitCode, whole), (result.ExitCode, result.Json.GetProperty("verdict").GetString()));
        var images = result.Json.GetProperty("images").EnumerateArray().ToList();
        Assert.Equal([Unreachable, ReleaseWorkspace.Location, Missing], images.Select(image => Text(image, "image")));
        Assert.Equal(["error", verdict, "error"], images.Select(image => Text(image, "verdict")));
        Assert.Equal(JsonValueKind.Null, images[0].GetProperty("digest").ValueKind);
        Assert.StartsWith("sha256:", Text(images[1], "digest"), StringComparison.Ordinal);
        var check = Assert.Single(images[0].GetProperty("checks").EnumerateArray());
        Assert.Equal(("registry.unreachable", "error"), (Text(check, "id"), Text(check, "outcome")));
        Assert.Equal($"error: {Text(check, "message")}\n", result.Error);
        Assert.Contains("There is no 'absent' in", images[2].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Unreachable, "registry.unreachable")]
    [InlineData(Missing, "There is no 'absent' in")]
    [InlineData("registry.example/a/b:1 --offline", "network.offline")]
    public async Task An_image_alone_that_cannot_be_judged_is_in_every_report(string image, string part)
    {
        var verify = $"verify {image} --key ci.pub";
        await AssertUndecidedAsync(verify, part);
    }

    [Fact]
    public async Task Denied_and_passed_images_together_are_denied()
    {
        Files.Write("other/app", "another");
        await Files.PassAsync("image pack other oci:layout:registry.example/shop/other:1.0 --entry-point app");
        var result = await Files.RunAsync(
            $"verify oci:layout:registry.example/shop/other:1.0 {ReleaseWorkspace.Location} --key ci.pub --format json"
        );
        Assert.Equal((1, "deny"), (result.ExitCode, result.Json.GetProperty("verdict").GetString()));
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("verify-blob", "native")]
    [InlineData("verify-blob", "cosign")]
    [InlineData("verify-blob-attestation --type custom", "native")]
    public async Task A_malformed_bundle_of_a_file_is_in_every_report(string command, string signer)
    {
        Files.Write("file", "content");
        Files.Write("broken.json", "{");
        await AssertUndecidedAsync($"{command} file --bundle broken.json --key ci.pub --signer {signer}", "signing.bundle");
    }

    [Fact]
    public async Task A_bundle_or_an_image_in_a_place_that_does_not_exist_is_a_mistake_and_no_report()
    {
        Files.Write("file", "content");
        foreach (
            var words in new[]
            {
                "verify-blob file --bundle absent.json --key ci.pub --format json",
                $"verify {ReleaseWorkspace.Location} oci:absent:1 --key ci.pub --format json",
            }
        )
        {
            var result = await Files.RunAsync(words);
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
        }
    }

    private async Task AssertUndecidedAsync(string words, string part)
    {
        var text = await Files.RunAsync(words);
        Assert.Equal(3, text.ExitCode);
        Assert.StartsWith("error: verify of ", text.Output, StringComparison.Ordinal);
        Assert.Contains("What could not be decided", text.Output, StringComparison.Ordinal);
        Assert.Contains(part, text.Output, StringComparison.Ordinal);
        Assert.Equal("error: ", text.Error[..7]);
        Assert.Single(text.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var sentence = text.Error["error: ".Length..].TrimEnd();

        var json = await WriteAsync(words, "json");
        using var document = JsonDocument.Parse(json);
        var image = Assert.Single(document.RootElement.GetProperty("images").EnumerateArray());
        var check = Assert.Single(image.GetProperty("checks").EnumerateArray());
        Assert.Equal(("error", "error", sentence), (Text(image, "verdict"), Text(check, "outcome"), Text(check, "message")));

        using var sarif = JsonDocument.Parse(await WriteAsync(words, "sarif"));
        var run = sarif.RootElement.GetProperty("runs")[0];
        Assert.False(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        var found = Assert.Single(run.GetProperty("results").EnumerateArray());
        Assert.Equal(("error", sentence), (Text(found, "level"), Text(found.GetProperty("message"), "text")));

        var error = Assert.Single(XDocument.Parse(await WriteAsync(words, "junit")).Descendants("error"));
        Assert.Equal(sentence, error.Attribute("message")?.Value);
        Assert.Contains("error", await WriteAsync(words, "markdown"), StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string words, string format)
    {
        var file = $"report.{format}";
        var result = await Files.RunAsync($"{words} --format {format} --output {file}");
        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        return await File.ReadAllTextAsync(Files.At(file), TestContext.Current.CancellationToken);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>A signed image and keys.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal ReleaseWorkspace Release { get; private set; } = null!;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync()
        {
            Release = await ReleaseWorkspace.CreateAsync();
            await Release.Files.PassAsync($"sign {ReleaseWorkspace.Location} --key ci.key");
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync()
        {
            Release.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
