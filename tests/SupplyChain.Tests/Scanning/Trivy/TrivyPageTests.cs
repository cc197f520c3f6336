using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy.Settings;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Scanning.Trivy;

public sealed class TrivyPageTests
{
    private static readonly string Page = File.ReadAllText(SourceTree.At("docs", "scanning.md"));

    [Fact]
    public void The_page_says_of_each_flag_which_setting_stands_for_it_or_that_none_does() =>
        Assert.All(
            typeof(TrivyFlags)
                .GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Select(property => (TrivyFlag)property.GetValue(null)!),
            flag => Assert.Matches($"`{flag.Name}`", Page)
        );

    [Fact]
    public void The_page_says_from_which_version_a_flag_is_known() =>
        Assert.All(
            typeof(TrivyFlags)
                .GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Select(property => (TrivyFlag)property.GetValue(null)!)
                .Where(flag =>
                    flag.Since is not null
                    && TrivySettingCase.All.Any(setting => setting.Added.StartsWith(flag.Name, StringComparison.Ordinal))
                ),
            flag => Assert.Matches($@"\| `{flag.Name}` \| {flag.Since!.Major}\.{flag.Since.Minor} \|", Page)
        );

    [Fact]
    public void The_page_names_every_setting() =>
        Assert.All(
            typeof(TrivySettings)
                .Assembly.GetTypes()
                .Where(type =>
                    type.Namespace == typeof(TrivyFlags).Namespace && type.Name.EndsWith("Settings", StringComparison.Ordinal)
                )
                .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)),
            property => Assert.Matches($@"`(\w+)?\.{property.Name}`", Page)
        );

    [Fact]
    public void The_file_that_the_page_shows_can_be_read()
    {
        var shown = Regex.Match(Page, "### Settings.*?```json\n(?<json>.*?)```", RegexOptions.Singleline).Groups["json"].Value;
        var settings = JsonSerializer.Deserialize(shown, TrivySettingsJsonContext.Strict.TrivySettings)!;
        Assert.Equal(TrivyFindingKinds.Vulnerabilities | TrivyFindingKinds.Secrets, settings.Scanners);
        Assert.Equal(["usr/share/doc"], settings.Files.SkipDirectories);
        Assert.Single(settings.Filters.Vex);
    }
}
