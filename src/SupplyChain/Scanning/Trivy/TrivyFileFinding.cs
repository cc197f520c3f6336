using System.Text.Json;

namespace SupplyChain.Scanning.Trivy;

/// <summary>Reads what a result says about files: failed checks, secrets, licences.</summary>
internal static class TrivyFileFinding
{
    private const string Passed = "PASS";
    private const string Failed = "FAIL";

    // The lines that a check is about, and those around a secret, may hold secrets.
    private static readonly Remainder OfChecks = new(
        "ID",
        "Severity",
        "Title",
        "Message",
        "PrimaryURL",
        "References",
        "Status",
        "CauseMetadata.StartLine",
        "CauseMetadata.EndLine",
        "CauseMetadata.Code",
        "CauseMetadata.RenderedCause"
    );

    private static readonly Remainder OfSecrets = new("RuleID", "Severity", "Title", "StartLine", "EndLine", "Match", "Code");

    // The text is that of the file.
    private static readonly Remainder OfLicenses = new("Name", "Severity", "Category", "PkgName", "FilePath", "Text");

    /// <summary>The findings; checks that passed and secrets' own texts are left out.</summary>
    public static IEnumerable<FileFinding> FindingsOf(JsonElement result)
    {
        var target = TargetOf(result);
        return Checks(result, status => status is null or Failed)
            .Select(check => Misconfiguration(check, target))
            .Concat(ReportJson.Objects(result, "Secrets").Select(secret => Secret(secret, target)))
            .Concat(ReportJson.Objects(result, "Licenses").Select(license => License(license, target)));
    }

    /// <summary>The findings that were taken out.</summary>
    public static IEnumerable<ExcludedFileFinding> ExcludedOf(JsonElement result)
    {
        var target = TargetOf(result);
        return Checks(result, status => status is not (null or Failed or Passed))
            .Select(check => new ExcludedFileFinding(
                Misconfiguration(check, target),
                ReportJson.Optional(check, "Status") ?? "",
                null
            ))
            .Concat(Modified(result, "misconfiguration", check => Misconfiguration(check, target)))
            .Concat(Modified(result, "secret", secret => Secret(secret, target)))
            .Concat(Modified(result, "license", license => License(license, target)));
    }

    private static IEnumerable<ExcludedFileFinding> Modified(
        JsonElement result,
        string type,
        Func<JsonElement, FileFinding> findingOf
    ) =>
        TrivyModified
            .Of(result, type)
            .Select(modified => new ExcludedFileFinding(findingOf(modified.Finding), modified.Reason, modified.Origin));

    private static IEnumerable<JsonElement> Checks(JsonElement result, Func<string?, bool> wanted) =>
        ReportJson.Objects(result, "Misconfigurations").Where(check => wanted(JsonText.Member(check, "Status")));

    private static string TargetOf(JsonElement result) => ReportJson.Optional(result, "Target") ?? "";

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
            Details = OfChecks.Of(check),
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
            Details = OfSecrets.Of(secret),
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
            Details = OfLicenses.Of(license),
        };
}
