using System.Globalization;
using SupplyChain.Fuzz;

// Usage: Fuzz MINUTES [SEED] [FOLDER]: mangles the manifests of FOLDER, or of SUPPLYCHAIN_DATA, and reads what comes of them.
var minutes = double.Parse(args.ElementAtOrDefault(0) ?? "1", CultureInfo.InvariantCulture);
var seed = int.Parse(args.ElementAtOrDefault(1) ?? "1", CultureInfo.InvariantCulture);
var corpus = Corpus.Read(args.ElementAtOrDefault(2) ?? Environment.GetEnvironmentVariable("SUPPLYCHAIN_DATA"));
return new ManifestFuzzer(corpus, seed).Run(TimeSpan.FromMinutes(minutes), Console.Out) ? 0 : 1;
