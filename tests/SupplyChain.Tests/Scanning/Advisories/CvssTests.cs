using System.Text.Json;
using SupplyChain.Scanning.Advisories;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Advisories;

public sealed class CvssTests
{
    [Theory]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 7.5)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1)]
    [InlineData("CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", 1.8)]
    [InlineData("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0.0)]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O", 9.8)]
    [InlineData("AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5)]
    [InlineData("(AV:N/AC:L/Au:N/C:C/I:C/A:C)", 10.0)]
    [InlineData("AV:L/AC:H/Au:M/C:N/I:N/A:N", 0.0)]
    public void The_base_score_is_that_of_the_specification(string vector, double score) =>
        Assert.Equal(score, Cvss.BaseScore(vector));

    [Theory]
    [InlineData("")]
    [InlineData("CVSS:3.1")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H")]
    [InlineData("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:?/C:H/I:H/A:H")]
    [InlineData("CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    [InlineData("9.8")]
    public void What_cannot_be_computed_has_no_score(string vector) => Assert.Null(Cvss.BaseScore(vector));

    [Fact]
    public void Scores_agree_with_those_that_databases_publish()
    {
        var wrong = Directory
            .GetFiles(TestData.Require("trivy/reports"), "*.golden")
            .SelectMany(file => Ratings(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement))
            .Distinct()
            .Where(rating => Cvss.BaseScore(rating.Vector) != rating.Score)
            .ToList();
        Assert.Empty(wrong);
    }

    private static IEnumerable<(string Vector, double Score)> Ratings(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Ratings),
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(member => Ratings(member.Value))
                .Concat(Pair(element, "V3Vector", "V3Score"))
                .Concat(Pair(element, "V2Vector", "V2Score")),
            _ => [],
        };

    private static IEnumerable<(string, double)> Pair(JsonElement element, string vector, string score) =>
        element.TryGetProperty(vector, out var text) && element.TryGetProperty(score, out var number)
            ? [(text.GetString()!, number.GetDouble())]
            : [];
}
