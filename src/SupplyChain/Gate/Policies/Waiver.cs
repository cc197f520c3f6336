using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>A violation that somebody answers for until a day.</summary>
public sealed record Waiver
{
    /// <summary>Identifier, unique in the policy.</summary>
    public required string Id { get; init; }

    /// <summary>The rule it is about, one of <see cref="RuleIds.Waivable"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>The vulnerability, by its id or an alias; null for rules other than <c>scan.findings</c>.</summary>
    public string? Vulnerability { get; init; }

    /// <summary>The package, as a package URL; without a version for all of them; null for any package.</summary>
    public string? Package { get; init; }

    /// <summary>The lint rule, by its id; null for rules other than <c>manifest.lint</c>.</summary>
    public string? Lint { get; init; }

    /// <summary>The repositories of the images; null for any image.</summary>
    public RepositoryPattern? Image { get; init; }

    /// <summary>The environments it holds in, sorted.</summary>
    public required IReadOnlyList<string> Environments { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Why the violation is acceptable.</summary>
    public required string Reason { get; init; }

    /// <summary>Where it is followed up; null where the policy names no place.</summary>
    public string? Ticket { get; init; }

    /// <summary>The last day on which it holds, in UTC.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>The moment from which it no longer holds: the midnight, in UTC, that ends <see cref="Expires"/>.</summary>
    public DateTimeOffset EndsAt => new DateTimeOffset(Expires, TimeOnly.MinValue, TimeSpan.Zero).AddDays(1);

    /// <summary>Whether it is about this rule and repository.</summary>
    public bool IsAbout(string rule, string? repository) =>
        string.Equals(Rule, rule, StringComparison.Ordinal)
        && (Image is null || (repository is not null && Image.Matches(repository)));

    /// <summary>Whether it is about a finding with one of these ids in the package with this URL.</summary>
    public bool IsAbout(IEnumerable<string> ids, string? package) =>
        (Vulnerability is null || ids.Contains(Vulnerability, StringComparer.OrdinalIgnoreCase))
        && (Package is null || (package is not null && IsPackage(Package, package)));

    private static bool IsPackage(string wanted, string actual) =>
        string.Equals(wanted, actual, StringComparison.Ordinal)
        || (
            actual.StartsWith(wanted, StringComparison.Ordinal)
            && actual[wanted.Length] is var next
            && (next == '?' || (next == '@' && !wanted.Contains('@', StringComparison.Ordinal)))
        );
}
