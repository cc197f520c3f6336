namespace SupplyChain.Manifests.Linting;

/// <summary>Manifests that a rule is shown on, in the documentation and in tests.</summary>
/// <param name="Yaml">The manifests; in a bad example the line of each finding ends with the comment <c># here</c>.</param>
public sealed record RuleExample(string Yaml)
{
    /// <summary>The comment that marks the line of a finding.</summary>
    public const string Mark = "# here";

    /// <summary>The lines with a finding, from 1.</summary>
    public IReadOnlyList<int> MarkedLines =>
        [
            .. Yaml.Split('\n')
                .Index()
                .Where(line => line.Item.TrimEnd().EndsWith(Mark, StringComparison.Ordinal))
                .Select(line => line.Index + 1),
        ];
}
