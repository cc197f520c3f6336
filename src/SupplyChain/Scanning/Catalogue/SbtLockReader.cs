using System.Text.Json;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>What sbt would take: <c>build.sbt.lock</c> of its plug-in for locking (github.com/stringbean/sbt-dependency-lock), without what only tests need.</summary>
internal sealed class SbtLockReader() : ProjectFileReader("build.sbt.lock")
{
    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content, JsonText.Lenient);
        return JsonText.Child(document.RootElement, "lockVersion") is null
            ? FileFacts.Unreadable(path, "it is not a lock file of sbt")
            : new FileFacts
            {
                Packages =
                [
                    .. JsonText
                        .Items(document.RootElement, "dependencies")
                        .Where(entry => JsonText.Texts(entry, "configurations") is not ["test"])
                        .Select(entry => PackageOf(entry, path))
                        .OfType<Package>(),
                ],
            };
    }

    private static Package? PackageOf(JsonElement entry, string path) =>
        Named(
            "maven",
            $"{JsonText.Member(entry, "org")}:{JsonText.Member(entry, "name")}",
            JsonText.Member(entry, "version"),
            path
        );
}
