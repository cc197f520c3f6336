using System.Text.Json;
using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The crates that a program of Rust is built from: <c>Cargo.lock</c> (doc.rust-lang.org/cargo, "Cargo.toml vs Cargo.lock"). It does not say what is for development.</summary>
internal sealed class CargoLockReader() : ProjectFileReader("Cargo.lock")
{
    /// <inheritdoc />
    protected override FileFacts Understand(string path, ReadOnlyMemory<byte> content)
    {
        using var document = TomlJson.Read(content);
        var root = document.RootElement;
        return JsonText.Child(root, "package") is null && JsonText.Child(root, "version") is null
            ? FileFacts.Unreadable(path, "it is not a lock file of Cargo")
            : new FileFacts
            {
                Packages = [.. JsonText.Items(root, "package").Select(crate => PackageOf(crate, path)).OfType<Package>()],
            };
    }

    // A dependency is "name", or "name version" where there are several of that name.
    private static Package? PackageOf(JsonElement crate, string path) =>
        Named("cargo", JsonText.Member(crate, "name"), JsonText.Member(crate, "version"), path) is { } package
            ? package with
            {
                Requires = [.. JsonText.Texts(crate, "dependencies").Select(text => text.Split(' ')[0])],
                Hashes = PackageHash.OfHexadecimal("sha256", JsonText.Member(crate, "checksum")) is { } hash ? [hash] : [],
            }
            : null;
}
