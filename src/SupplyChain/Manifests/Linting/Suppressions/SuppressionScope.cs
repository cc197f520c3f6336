using System.IO.Enumeration;
using SupplyChain.Manifests.Model;

namespace SupplyChain.Manifests.Linting.Suppressions;

/// <summary>Which findings a suppression of the configuration is about: patterns with <c>*</c> for any characters, all of which must fit.</summary>
/// <param name="Kind">Of the object's kind; null for any.</param>
/// <param name="Namespace">Of the namespace it lands in; null for any.</param>
/// <param name="Name">Of its name; null for any.</param>
/// <param name="Path">Of the file's path; null for any.</param>
/// <param name="Container">Of the name of the container that the finding is in; null for any place.</param>
internal sealed record SuppressionScope(string? Kind, string? Namespace, string? Name, string? Path, string? Container)
{
    public bool Covers(LintFinding finding) =>
        Fits(Kind, finding.Resource.Kind)
        && Fits(Namespace, finding.Source?.EffectiveNamespace)
        && Fits(Name, finding.Resource.Name)
        && Fits(Path, finding.File)
        && (Container is null || Fits(Container, ContainerOf(finding)));

    private static bool Fits(string? pattern, string? text) =>
        pattern is null || (text is not null && FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false));

    private static string? ContainerOf(LintFinding finding) =>
        finding is { At: { } at, Source: { } resource }
            ? Workload
                .Of(resource)
                ?.Containers.FirstOrDefault(container => container.Node.Start <= at.Start && at.Start < container.Node.End)
                ?.Node.Text("name")
            : null;
}
