using System.Globalization;
using SupplyChain.Images;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>A wish that findings of one rule in one place do not count, for a reason, until a day.</summary>
public sealed record Suppression
{
    /// <summary>Id or alias of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Where it is written.</summary>
    public required SuppressionSource Source { get; init; }

    /// <summary>Why the findings are acceptable.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The last day on which it holds, in UTC.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The file it is written in.</summary>
    public required string File { get; init; }

    /// <summary>The line it is written on, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column it begins at, from 1.</summary>
    public int Column { get; init; } = 1;

    /// <summary>The resource it is written in; null where it is in none.</summary>
    internal Resource? Resource { get; init; }

    /// <summary>Whether it is about the place of a finding.</summary>
    internal Func<LintFinding, bool> Covers { get; init; } = _ => false;

    /// <summary>Reason, owner and end, as they stand in reports.</summary>
    public string Justification =>
        Source == SuppressionSource.Baseline
            ? Reason
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Printable.Line(Reason)} ({Printable.Line(Owner)}, until {Until:yyyy-MM-dd})"
            );
}
