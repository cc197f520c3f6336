namespace SupplyChain.Manifests.Linting;

/// <summary>A hardening rule: facts for people and machines, and the function that applies it.</summary>
public sealed class Rule
{
    /// <summary>Its id, which never changes: lower-case words joined by hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>What it demands, as a short sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Why that matters, as a sentence or two.</summary>
    public required string Reason { get; init; }

    /// <summary>The area it belongs to.</summary>
    public required HardeningArea Area { get; init; }

    /// <summary>How bad it is to break it.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What to do about a finding, as a sentence.</summary>
    public required string Remedy { get; init; }

    /// <summary>The names other tools give to the same rule.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The kinds it reads; empty where it reads resources of many kinds.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The first Kubernetes version it applies to.</summary>
    public KubernetesVersion Since { get; init; } = new(0);

    /// <summary>The last Kubernetes version it applies to.</summary>
    public KubernetesVersion Until { get; init; } = new(int.MaxValue);

    /// <summary>Whether it concludes from what is absent, and so says nothing about a set with unreadable documents.</summary>
    public bool NeedsWholeSet { get; init; }

    /// <summary>The level of the Pod Security Standards it belongs to; null for other rules.</summary>
    public PodSecurityLevel? PodSecurity { get; init; }

    /// <summary>
    /// Whether the places that break it may hold a secret's value, of which nothing is then shown; so it is for all rules on secrets.
    /// </summary>
    public bool MeetsSecrets
    {
        get => field || Area == HardeningArea.Secrets;
        init;
    }

    /// <summary>What the lint configuration may change about it.</summary>
    public IReadOnlyList<RuleParameter> Parameters { get; init; } = [];

    /// <summary>What <c>--fix</c> does about a finding, as a sentence; null where a person has to decide.</summary>
    public string? Fix { get; init; }

    /// <summary>Manifests that break it.</summary>
    public required RuleExample Bad { get; init; }

    /// <summary>The same manifests, mended.</summary>
    public required RuleExample Good { get; init; }

    /// <summary>Says why it cannot run with some options; null where it always can.</summary>
    internal Func<LintOptions, string?>? Unavailable { get; init; }

    /// <summary>
    /// Whether a resource of its <see cref="Kinds"/> concerns it, so that no violation is a pass: a rule on the API server is
    /// not passed by a pod that is none, nor one on images by what names none. All of them unless given.
    /// </summary>
    internal Func<Resource, RuleScope, bool>? Concerns { get; init; }

    /// <summary>Applies it to one resource of its <see cref="Kinds"/>; null for a rule on the whole set.</summary>
    internal Func<Resource, RuleScope, IEnumerable<Violation>>? Check { get; init; }

    /// <summary>Applies it to the whole set, once; null for a rule on single resources.</summary>
    internal Func<RuleScope, IEnumerable<Violation>>? CheckSet { get; init; }

    /// <inheritdoc />
    public override string ToString() => Id;
}
