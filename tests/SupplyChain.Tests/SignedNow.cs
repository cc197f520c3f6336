using SupplyChain.Attestations;
using SupplyChain.Signing;
using SupplyChain.Signing.Bundles;

namespace SupplyChain.Tests;

/// <summary>Signs where a test cannot wait: a key in this process never makes it wait.</summary>
internal static class SignedNow
{
    public static Bundle Sign(this BundleSigner signer, Statement statement)
    {
        var signing = signer.SignAsync(statement, CancellationToken.None);
        return signing.IsCompletedSuccessfully
            ? signing.Result
            : throw new InvalidOperationException("Only a key in this process signs at once.", signing.Exception);
    }
}
