namespace SupplyChain.Scanning;

/// <summary>Finds the packages of a target and their vulnerabilities.</summary>
public interface IScanner
{
    /// <summary>Scans one target.</summary>
    /// <param name="target">What to scan.</param>
    /// <param name="cancellationToken">Ends the work early, and any program that does it.</param>
    /// <exception cref="ConfigurationException">The target or the advisories cannot be read as what they should be.</exception>
    /// <exception cref="UndeterminedException">The scan could not be finished.</exception>
    Task<ScanReport> ScanAsync(ScanTarget target, CancellationToken cancellationToken);
}
