using System.Globalization;
using System.Xml.Linq;

namespace Build.Tasks;

/// <summary>What a test project's report says, in xUnit's own format.</summary>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Failed">How many tests failed, errors outside tests included.</param>
/// <param name="Skipped">The reason of every skipped test.</param>
internal sealed record TestOutcome(int Passed, int Failed, IReadOnlyList<string> Skipped)
{
    public static TestOutcome Read(string path)
    {
        var assemblies = XDocument.Load(path).Root!.Elements("assembly").ToList();
        return new TestOutcome(
            assemblies.Sum(assembly => Count(assembly, "passed")),
            assemblies.Sum(assembly => Count(assembly, "failed") + Count(assembly, "errors")),
            [
                .. assemblies
                    .Descendants("test")
                    .Where(test => test.Attribute("result")?.Value == "Skip")
                    .Select(test => test.Element("reason")?.Value.Trim() ?? "no reason given"),
            ]
        );
    }

    private static int Count(XElement assembly, string name) =>
        int.Parse(assembly.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
