namespace SupplyChain.Signing.Verification;

/// <summary>The ways that signatures are kept beside an image.</summary>
public enum EvidencePlace
{
    /// <summary>A manifest that names the image as its subject.</summary>
    Referrer,

    /// <summary>cosign's older tag <c>sha256-….sig</c>, with simple signing payloads.</summary>
    SignatureTag,

    /// <summary>cosign's older tag <c>sha256-….att</c>, with envelopes.</summary>
    AttestationTag,

    /// <summary>Not beside an image: a bundle that was handed over.</summary>
    Detached,
}
