using System.Text.Json;
using SupplyChain.Images;

namespace SupplyChain.Scanning.Clair;

/// <summary>Reads a package, which says where it was found in another part of the report.</summary>
internal static class ClairPackage
{
    private static readonly Remainder Others = new("name", "version", "arch", "source.name", "source.version");

    /// <summary>The package of an identifier.</summary>
    public static Package Of(JsonElement root, JsonProperty entry)
    {
        var package = entry.Value;
        var version = ReportJson.Required(package, "version");
        var environment = JsonText.Child(root, "environments") is { } environments
            ? ReportJson.Objects(environments, entry.Name).FirstOrDefault()
            : default;
        var source = JsonText.Child(package, "source") ?? default;
        return new Package
        {
            Name = ReportJson.Required(package, "name"),
            Version = version,
            Type = TypeOf(root, environment),
            Location = ReportJson.Optional(environment, "package_db") is { } database
                ? database[(database.IndexOf(':', StringComparison.Ordinal) + 1)..]
                : null,
            LayerDigest = Digest.TryParse(JsonText.Member(environment, "introduced_in"), out var layer) ? layer : null,
            Architecture = ReportJson.Optional(package, "arch"),
            Source = ReportJson.Optional(source, "name") is { } name
                ? new SourcePackage(name, ReportJson.Optional(source, "version") ?? version)
                : null,
            Details = Others.Of(package),
        };
    }

    // A package of a language is of a repository; any other is of the distribution it was found in.
    private static string TypeOf(JsonElement root, JsonElement environment)
    {
        var repositories = JsonText.Child(root, "repository") ?? default;
        var names = JsonText
            .Texts(environment, "repository_ids")
            .Select(id => JsonText.Child(repositories, id) is { } repository ? JsonText.Member(repository, "name") : null);
        foreach (var name in names)
        {
            switch (name)
            {
                case "pypi" or "maven":
                    return name;
                case "go":
                    return "golang";
                case "rubygems":
                    return "gem";
                case "nodejs" or "npm":
                    return "npm";
            }
        }

        var distributions = JsonText.Child(root, "distributions") ?? default;
        var distribution = JsonText.Child(distributions, JsonText.Member(environment, "distribution_id") ?? "") ?? default;
        return JsonText.Member(distribution, "did") switch
        {
            "debian" or "ubuntu" => "deb",
            "alpine" or "wolfi" or "chainguard" => "apk",
            null or "" => "unknown",
            _ => "rpm",
        };
    }
}
