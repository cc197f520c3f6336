namespace SupplyChain.Scanning;

/// <summary>Which scanner to take.</summary>
public enum ScannerEngine
{
    /// <summary>Trivy where it can be used, else the one of this library.</summary>
    Auto,

    /// <summary>The one of this library.</summary>
    Builtin,

    /// <summary>Trivy.</summary>
    Trivy,
}
