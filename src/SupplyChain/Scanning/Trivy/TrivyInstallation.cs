namespace SupplyChain.Scanning.Trivy;

/// <summary>A Trivy that can scan: a program that may be run, and its database.</summary>
/// <param name="Program">The program.</param>
/// <param name="CacheDirectory">Its cache.</param>
/// <param name="Database">Its database; null where nothing is matched here.</param>
internal sealed record TrivyInstallation(TrivyProgram Program, string CacheDirectory, TrivyDatabase? Database);
