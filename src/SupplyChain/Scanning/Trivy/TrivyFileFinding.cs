using System.Text.Json;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Reads what a result says about files: failed checks, secrets, licences.</summary>
internal static class TrivyFileFinding
{
    /// <summary>The findings; checks that passed and secrets' own texts are left out.</summary>
    public static IEnumerable<FileFinding> FindingsOf(JsonElement result)
    {
        var target = TrivyJson.Optional(result, "Target") ?? "";
        var failed = TrivyJson
            .Objects(result, "Misconfigurations")
            .Where(check => JsonText.Member(check, "Status") is null or "FAIL");
        return failed
            .Select(check => Misconfiguration(check, target))
            .Concat(TrivyJson.Objects(result, "Secrets").Select(secret => Secret(secret, target)))
            .Concat(TrivyJson.Objects(result, "Licenses").Select(license => License(license, target)));
    }

    private static FileFinding Misconfiguration(JsonElement check, string target)
    {
        var cause = JsonText.Child(check, "CauseMetadata") ?? default;
        return new FileFinding
        {
            Kind = "misconfiguration",
            Id = TrivyJson.Required(check, "ID"),
            Severity = SeverityWords.Parse(JsonText.Member(check, "Severity")),
            Title = TrivyJson.Optional(check, "Title") ?? TrivyJson.Required(check, "ID"),
            Message = TrivyJson.Optional(check, "Message"),
            Location = target,
            StartLine = TrivyJson.Line(cause, "StartLine"),
            EndLine = TrivyJson.Line(cause, "EndLine"),
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
            Id = TrivyJson.Required(secret, "RuleID"),
            Severity = SeverityWords.Parse(JsonText.Member(secret, "Severity")),
            Title = TrivyJson.Optional(secret, "Title") ?? TrivyJson.Required(secret, "RuleID"),
            Location = target,
            StartLine = TrivyJson.Line(secret, "StartLine"),
            EndLine = TrivyJson.Line(secret, "EndLine"),
        };

    private static FileFinding License(JsonElement license, string target) =>
        new()
        {
            Kind = "license",
            Id = TrivyJson.Required(license, "Name"),
            Severity = SeverityWords.Parse(JsonText.Member(license, "Severity")),
            Title = TrivyJson.Optional(license, "Category") is { } category
                ? $"{TrivyJson.Required(license, "Name")} ({category})"
                : TrivyJson.Required(license, "Name"),
            Message = TrivyJson.Optional(license, "PkgName") is { } package ? $"Of the package {package}." : null,
            Location = TrivyJson.Optional(license, "FilePath") ?? target,
        };
}
