using SupplyChain.Attestations;
using SupplyChain.Signing.Bundles;
using SupplyChain.Signing.Keys;

namespace SupplyChain.Signing;

/// <summary>Signs statements and files. What is signed has been verified before it is handed out.</summary>
public interface IBundleSigner
{
    /// <summary>The public half of the key it signs with; null where it signs by an identity.</summary>
    PublicKey? PublicKey { get; }

    /// <summary>Signs a statement.</summary>
    /// <exception cref="UndeterminedException">It could not be signed, or the signature does not verify.</exception>
    Task<Bundle> SignAsync(Statement statement, CancellationToken cancellationToken);

    /// <summary>Signs the content of a file.</summary>
    /// <param name="content">The file, read once from where it stands.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="UndeterminedException">It could not be signed, or the signature does not verify.</exception>
    Task<Bundle> SignBlobAsync(Stream content, CancellationToken cancellationToken);
}
