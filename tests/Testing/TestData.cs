namespace SupplyChain.Testing;

/// <summary>The public test data, kept outside the repository and found through <c>SUPPLYCHAIN_DATA</c>.</summary>
public static class TestData
{
    /// <summary>Path of a folder or file of the data; skips the test where it is missing, and fails it on CI.</summary>
    public static string Require(string relativePath)
    {
        var root = Environment.GetEnvironmentVariable("SUPPLYCHAIN_DATA");
        if (string.IsNullOrEmpty(root))
        {
            Missing.Part("SUPPLYCHAIN_DATA does not name the folder of the public test data");
        }

        var path = Path.GetFullPath(Path.Combine(root!, relativePath));
        if (!Path.Exists(path))
        {
            Missing.Part($"the test data has no '{relativePath}'");
        }

        return path;
    }
}
