namespace SupplyChain.Scanning.Catalogue;

/// <summary>What Dart's pub would take: <c>pubspec.lock</c> (dart.dev/tools/pub, "Lockfile"), without what the project asks for in development only.</summary>
internal sealed class PubLockReader() : ProjectFileReader("pubspec.lock")
{
    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = YamlJson.Read(content);
        return new FileFacts
        {
            Packages =
            [
                .. JsonText
                    .Members(document.RootElement, "packages")
                    .Where(entry => JsonText.Member(entry.Value, "dependency") != "direct dev")
                    .Where(entry => JsonText.Member(entry.Value, "source") != "sdk")
                    .Select(entry => Named("pub", entry.Name, JsonText.Member(entry.Value, "version"), path))
                    .OfType<Package>(),
            ],
        };
    }
}
