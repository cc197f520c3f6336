using System.Text.Json;
using SupplyChain.Scanning.Catalogue.Formats;

namespace SupplyChain.Scanning.Catalogue;

/// <summary>The crates that are linked into a program of Rust, where it was built to say so (github.com/rust-secure-code/cargo-auditable, PARSING.md).</summary>
internal static class RustAudit
{
    private const int LargestList = 8 * 1024 * 1024;

    /// <summary>The crates from registries and repositories; none where the program does not say.</summary>
    /// <exception cref="InvalidDataException">The list is malformed.</exception>
    public static IReadOnlyList<Package> Packages(ProgramFile program, string path)
    {
        if (program.Section(".dep-v0") is not { } section)
        {
            return [];
        }

        using var document = JsonDocument.Parse(BoundedInflate.Zlib(section, LargestList), JsonText.Lenient);
        return
        [
            .. JsonText
                .Items(document.RootElement, "packages")
                .Where(crate => JsonText.Member(crate, "source") != "local" && JsonText.Member(crate, "kind") != "build")
                .Select(crate => (Name: JsonText.Member(crate, "name"), Version: JsonText.Member(crate, "version")))
                .Where(crate => crate is { Name.Length: > 0, Version.Length: > 0 })
                .Select(crate => new Package
                {
                    Name = Plain.Text(crate.Name!),
                    Version = Plain.Text(crate.Version!),
                    Type = "cargo",
                    Location = path,
                }),
        ];
    }
}
