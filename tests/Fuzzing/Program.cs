using System.Diagnostics;
using System.Globalization;
using SupplyChain;
using SupplyChain.Fuzzing;

// Usage: SupplyChain.Fuzzing TARGET SECONDS [SEED]. Ends with 1, and a file of the input, on a crash, a hang or too much memory.
// SupplyChain.Fuzzing mutations lists the changed bundles that are still accepted.
const long memoryBound = 256L * 1024 * 1024;
var targets = FuzzTargets.All();
if (args is ["mutations", ..])
{
    return await Mutations.RunAsync(Console.Out, args.ElementAtOrDefault(1) ?? "") ? 0 : 1;
}

if (args is not [var name, var seconds, ..] || targets.FirstOrDefault(one => one.Name == name) is not { } target)
{
    Console.Error.WriteLine($"usage: SupplyChain.Fuzzing {string.Join('|', targets.Select(one => one.Name))} SECONDS [SEED]");
    return 2;
}

var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.TickCount;
var mutator = new Mutator(target, seed);
var end = Stopwatch.StartNew();
var duration = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
var (tried, read, slowest) = (0L, 0L, TimeSpan.Zero);
while (end.Elapsed < duration)
{
    var input = mutator.Next();
    // Processor time, so that a busy machine makes no hang.
    var start = Environment.CpuUsage.TotalTime;
    try
    {
        target.Read(input);
        read++;
        mutator.Keep(input);
    }
    catch (Exception refused) when (refused is FormatException or SupplyChainException)
    {
        // Refused, as it should be.
    }
    catch (Exception crash)
    {
        return Report("crash", input, crash.ToString());
    }

    var took = Environment.CpuUsage.TotalTime - start;
    slowest = took > slowest ? took : slowest;
    tried++;
    if (took > target.Longest)
    {
        return Report("hang", input, took.ToString());
    }

    if (tried % 1024 == 0 && Process.GetCurrentProcess().PeakWorkingSet64 > memoryBound)
    {
        return Report("memory", input, Process.GetCurrentProcess().PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }
}

Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {tried} inputs in {end.Elapsed.TotalMinutes:F0} minutes, {read} of them read, the slowest in {slowest.TotalMilliseconds:F0} ms, {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB at most, seed {seed}"
    )
);
return 0;

int Report(string what, byte[] input, string detail)
{
    var file = Path.GetFullPath($"{name}-{what}.bin");
    File.WriteAllBytes(file, input);
    Console.Error.WriteLine($"{name}: {what} after {tried} inputs, seed {seed}, input in {file}: {detail}");
    return 1;
}
