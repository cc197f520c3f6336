using System.Text.Json;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Reads what a result says about files: failed checks, secrets, licences.</summary>
internal static class TrivyFileFinding
{
    /// <summary>The findings; checks that passed and secrets' own texts are left out.</summary>
    public static IEnumerable<FileFinding> FindingsOf(JsonElement result)
    {
        var target = ReportJson.Optional(result, "Target") ?? "";
        var failed = ReportJson
            .Objects(result, "Misconfigurations")
            .Where(check => JsonText.Member(check, "Status") is null or "FAIL");
        return failed
            .Select(check => Misconfiguration(check, target))
            .Concat(ReportJson.Objects(result, "Secrets").Select(secret => Secret(secret, target)))
            .Concat(ReportJson.Objects(result, "Licenses").Select(license => License(license, target)));
    }

    private static FileFinding Misconfiguration(JsonElement check, string target)
    {
        var cause = JsonText.Child(check, "CauseMetadata") ?? default;
        return new FileFinding
        {
            Kind = "misconfiguration",
            Id = ReportJson.Required(check, "ID"),
            Severity = SeverityWords.Parse(JsonText.Member(check, "Severity")),
            Title = ReportJson.Optional(check, "Title") ?? ReportJson.Required(check, "ID"),
            Message = ReportJson.Optional(check, "Message"),
            Location = target,
            StartLine = ReportJson.Line(cause, "StartLine"),
            EndLine = ReportJson.Line(cause, "EndLine"),
            References =
            [
                .. JsonText
                    .Texts(check, "References")
                    .Prepend(JsonText.Member(check, "PrimaryURL") ?? "")
                    .Where(reference => reference.Length > 0)
                    .Select(Plain.Text)
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }

    private static FileFinding Secret(JsonElement secret, string target) =>
        new()
        {
            Kind = "secret",
            Id = ReportJson.Required(secret, "RuleID"),
            Severity = SeverityWords.Parse(JsonText.Member(secret, "Severity")),
            Title = ReportJson.Optional(secret, "Title") ?? ReportJson.Required(secret, "RuleID"),
            Location = target,
            StartLine = ReportJson.Line(secret, "StartLine"),
            EndLine = ReportJson.Line(secret, "EndLine"),
        };

    private static FileFinding License(JsonElement license, string target) =>
        new()
        {
            Kind = "license",
            Id = ReportJson.Required(license, "Name"),
            Severity = SeverityWords.Parse(JsonText.Member(license, "Severity")),
            Title = ReportJson.Optional(license, "Category") is { } category
                ? $"{ReportJson.Required(license, "Name")} ({category})"
                : ReportJson.Required(license, "Name"),
            Message = ReportJson.Optional(license, "PkgName") is { } package ? $"Of the package {package}." : null,
            Location = ReportJson.Optional(license, "FilePath") ?? target,
        };
}
