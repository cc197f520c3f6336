namespace SupplyChain.Tests.Signing.Interop;

/// <summary>A known fault or limit of a peer.</summary>
/// <param name="Reason">What it does, in one sentence.</param>
/// <param name="Explains">The refusals that follow from it.</param>
internal sealed record InteropFault(string Reason, Func<InteropCell, bool> Explains)
{
    public static IReadOnlyList<InteropFault> All { get; } =
    [
        new(
            "cosign does not read keys that are made for PSS alone.",
            cell => IsPss(cell) && (cell.Verified is null || cell.Verifier == InteropPeers.Cosign)
        ),
        new(
            "The verifying program of sigstore-go takes ECDSA keys only, and ends with a panic on others.",
            cell => cell.Verifier == InteropPeers.SigstoreGo && !cell.Key.StartsWith("ecdsa", StringComparison.Ordinal)
        ),
        new(
            "cosign signs with P-384 and P-521 over SHA-384 and SHA-512, and like sigstore-go verifies SHA-256 unless told otherwise.",
            cell => IsWide(cell) && cell.Signer == InteropPeers.Cosign && IsGo(cell)
        ),
        new(
            "The npm package verifies statements over SHA-256 only, whatever the key, and cosign signs them over SHA-384 and SHA-512.",
            cell => IsWide(cell) && cell is { Kind: "statement", Signer: InteropPeers.Cosign, Verifier: InteropPeers.SigstoreJs }
        ),
        new(
            "The npm package writes the key's hint into the envelope as its keyid, which cosign and sigstore-go take for another key's.",
            cell => cell is { Kind: "statement", Signer: InteropPeers.SigstoreJs } && IsGo(cell)
        ),
        new(
            "cosign leaves the digest out of the bundle of a file signed with Ed25519, without which neither it nor the npm package reads it.",
            cell =>
                cell is { Kind: "file", Key: Ed25519, Signer: InteropPeers.Cosign }
                && cell.Verifier is InteropPeers.Cosign or InteropPeers.SigstoreJs
        ),
        new(
            "The npm package verifies files signed with Ed25519 by their hash, which Ed25519 does not sign.",
            cell => cell is { Kind: "file", Key: Ed25519, Verifier: InteropPeers.SigstoreJs }
        ),
        new(
            "cosign signs statements with Ed25519 pre-hashed, and like the npm package verifies them as they are.",
            cell =>
                cell is { Kind: "statement" or "image", Key: Ed25519, Signer: InteropPeers.Cosign }
                && cell.Verifier is InteropPeers.Cosign or InteropPeers.SigstoreJs
        ),
    ];

    private const string Ed25519 = "ed25519";

    /// <summary>The first fault that explains a refusal; null where none does.</summary>
    public static InteropFault? Of(InteropCell cell) => All.FirstOrDefault(fault => fault.Explains(cell));

    /// <summary>What stands in the table.</summary>
    public static string Mark(InteropCell cell) =>
        cell.Verified switch
        {
            true => "yes",
            null => "–",
            false => Of(cell) is { } fault ? $"{All.TakeWhile(each => each != fault).Count() + 1}" : "no",
        };

    private static bool IsPss(InteropCell cell) => cell.Key.StartsWith("rsa-pss", StringComparison.Ordinal);

    private static bool IsWide(InteropCell cell) => cell.Key is "ecdsa-p384" or "ecdsa-p521";

    private static bool IsGo(InteropCell cell) => cell.Verifier is InteropPeers.Cosign or InteropPeers.SigstoreGo;
}
