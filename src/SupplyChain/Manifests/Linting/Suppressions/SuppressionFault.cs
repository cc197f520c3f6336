namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>What can be wrong with a suppression. These are findings like those of rules, and cannot be suppressed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What is demanded, as a short sentence.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
public sealed record SuppressionFault(string Id, string Title, Severity Severity, string Remedy)
{
    /// <summary>Reason, owner or end is missing, or no rule has that id.</summary>
    public static SuppressionFault Invalid { get; } =
        new(
            "suppression-invalid",
            "Suppressions name a rule, a reason, an owner and an end",
            Severity.Medium,
            $"Write it as 'supplychain:ignore {SuppressionText.Form}'."
        );

    /// <summary>Its last day is over.</summary>
    public static SuppressionFault Expired { get; } =
        new(
            "suppression-expired",
            "Suppressions end when they said they would",
            Severity.Medium,
            "Mend what it suppressed, or decide again and write a new end."
        );

    /// <summary>It suppresses nothing.</summary>
    public static SuppressionFault Unused { get; } =
        new("suppression-unused", "Suppressions suppress something", Severity.Low, "Remove it.");

    /// <summary>The configuration locks its rule.</summary>
    public static SuppressionFault Locked { get; } =
        new(
            "suppression-locked",
            "Locked rules are not suppressed",
            Severity.Medium,
            "Mend what it is about; the configuration allows no suppression of this rule."
        );

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuppressionFault> All { get; } = [Invalid, Expired, Unused, Locked];
}
