namespace SupplyChain.Signing.Signers;

/// <summary>A folder, readable by its owner alone, for what goes to cosign and comes back; removed at the end.</summary>
internal sealed class SigningFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("supplychain-sign-").FullName;

    /// <summary>What is to be signed.</summary>
    public string Content => Path.Combine(path, "content");

    /// <summary>The bundle.</summary>
    public string Bundle => Path.Combine(path, "bundle.json");

    public string Write(string name, string text)
    {
        var file = Path.Combine(path, name);
        File.WriteAllText(file, text);
        return file;
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}
