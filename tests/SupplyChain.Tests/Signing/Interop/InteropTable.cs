using System.Text;
using Xunit;

namespace SupplyChain.Tests.Signing.Interop;

/// <summary>What the clients made of each other's signatures, and the known faults that explain every refusal.</summary>
internal sealed class InteropTable(string[] verifiers)
{
    private readonly List<InteropCell> cells = [];

    public void Add(string kind, string key, string signer, string verifier, bool? verified) =>
        cells.Add(new InteropCell(kind, key, signer, verifier, verified));

    /// <summary>Fails on a refusal that no known fault explains, and on a known fault that nobody shows any more.</summary>
    public void RequireExplained()
    {
        var refused = cells.Where(cell => cell.Verified != true).ToArray();
        var unexplained = refused.Where(cell => InteropFault.Of(cell) is null).ToArray();
        Assert.True(unexplained.Length == 0, $"refused without a known reason: {string.Join("; ", unexplained.AsEnumerable())}");
        Assert.Equal(InteropFault.All, InteropFault.All.Where(fault => refused.Any(fault.Explains)));
    }

    /// <summary>Fails when the page says something else; writes it where the variable SUPPLYCHAIN_WRITE_DOCS is set.</summary>
    public async Task RequireDocumentedAsync(string page)
    {
        var text = Print();
        if (Environment.GetEnvironmentVariable("SUPPLYCHAIN_WRITE_DOCS") is not null)
        {
            await File.WriteAllTextAsync(page, text);
        }

        Assert.Equal(text, await File.ReadAllTextAsync(page));
    }

    private string Print()
    {
        var text = new StringBuilder(
            """
            # Which client verifies whose signatures

            Made by the test `InteropMatrixTests`, which signs with every kind of key and every client and has every other one verify:
            `SUPPLYCHAIN_WRITE_DOCS=1 dotnet run --project tests/SupplyChain.Tests -- -class "*InteropMatrixTests"`. The clients are those
            that `build/peers.sh` installs: cosign, the programs of sigstore-go, and npm's `sigstore` 4. **yes** is verified, **–** means that the
            signer does not take the key, and a number is a refusal with the reason below. A refusal with any other reason fails the test, and so
            does a reason that no longer holds.

            sigstore-go takes no bundle without a time, so each gets a timestamp of `openssl ts` before it is asked; its signing program
            makes its own P-256 keys.

            """
        );
        foreach (var kind in cells.Select(cell => cell.Kind).Distinct())
        {
            var columns = verifiers.Where(name => cells.Exists(cell => cell.Kind == kind && cell.Verifier == name)).ToArray();
            text.Append($"\n## {(kind == "image" ? "Images" : kind == "file" ? "Files" : "Statements about files")}\n\n");
            text.Append(
                $"| key | signed by | {string.Join(" | ", columns)} |\n|---|---|{string.Concat(columns.Select(_ => "---|"))}\n"
            );
            foreach (var row in cells.Where(cell => cell.Kind == kind).GroupBy(cell => (cell.Key, cell.Signer)))
            {
                text.Append($"| {row.Key.Key} | {row.Key.Signer} | {string.Join(" | ", row.Select(InteropFault.Mark))} |\n");
            }
        }

        text.Append("\n## Reasons\n\n");
        for (var index = 0; index < InteropFault.All.Count; index++)
        {
            text.Append($"{index + 1}. {InteropFault.All[index].Reason}\n");
        }

        return text.ToString();
    }
}
