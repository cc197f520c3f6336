namespace SupplyChain.Cli.Options;

/// <summary>The formats a result can be printed in.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs, with a schema.</summary>
    Json,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>JUnit XML.</summary>
    JUnit,

    /// <summary>For job summaries.</summary>
    Markdown,
}
