namespace SupplyChain.Testing.Sigstore;

/// <summary>Who a <see cref="VirtualAuthority"/> issues a certificate to: a workflow on GitHub unless said otherwise.</summary>
public sealed record VirtualIdentity
{
    /// <summary>The identity, a URI.</summary>
    public string Identity { get; init; } = "https://github.com/acme/shop/.github/workflows/release.yml@refs/tags/v1.2.0";

    /// <summary>Who vouches for it.</summary>
    public string Issuer { get; init; } = "https://token.actions.githubusercontent.com";

    /// <summary>Claims in the older form, the text itself, by the number of their extension.</summary>
    public IReadOnlyDictionary<int, string> PlainClaims { get; init; } =
        new Dictionary<int, string>
        {
            [2] = "push",
            [3] = "c7b3dfb335f051e1c86bda4c716fac97df62ad81",
            [4] = "Release",
            [5] = "acme/shop",
            [6] = "refs/tags/v1.2.0",
        };

    /// <summary>Claims in the newer form, a string in DER, by the number of their extension.</summary>
    public IReadOnlyDictionary<int, string> Claims { get; init; } =
        new Dictionary<int, string> { [11] = "github-hosted", [12] = "https://github.com/acme/shop" };
}
