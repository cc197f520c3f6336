using System.Collections.Concurrent;
using SupplyChain.Images;
using SupplyChain.Images.Registries.Login;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

/// <summary>Every fault at every step of every operation, once and for good.</summary>
public sealed class FaultMatrixTests
{
    private const int CellsAtOnce = 24;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(90);

    // Whether the operation must succeed where the fault happens once.
    private static readonly IReadOnlyList<(string Name, bool Passes, Func<string, string, RegistryFault> Make)> Faults =
    [
        ("429", true, (method, part) => RegistryFault.Status(method, part, 429, retryAfterSeconds: 1)),
        ("500", true, (method, part) => RegistryFault.Status(method, part, 500)),
        ("no answer", true, (method, part) => RegistryFault.Delay(method, part, Task.Delay(Timeout.Infinite))),
        ("late answer", true, (method, part) => RegistryFault.Delay(method, part, Task.Delay(30))),
        ("lost answer", true, RegistryFault.LostAnswer),
        ("reset after 3 bytes", true, (method, part) => RegistryFault.Reset(method, part, 3)),
        ("reset after 3 bytes sent", true, (method, part) => RegistryFault.ResetRequest(method, part, 3)),
        ("cut after 3 bytes", false, (method, part) => RegistryFault.Truncate(method, part, 3)),
        ("altered", false, RegistryFault.WrongContent),
        ("other digest", false, RegistryFault.WrongDigest),
        ("slow drip", false, (method, part) => RegistryFault.SlowDrip(method, part, TimeSpan.FromMilliseconds(20))),
        ("endless", false, RegistryFault.Endless),
        ("redirect to a file", false, (method, part) => RegistryFault.Redirect(method, part, "file:///etc/passwd")),
        (
            "redirect to metadata",
            false,
            (method, part) => RegistryFault.Redirect(method, part, "https://169.254.169.254/latest/meta-data/")
        ),
        ("redirect to itself", false, (method, part) => RegistryFault.Redirect(method, part, "")),
    ];

    public static TheoryData<string> Operations => [.. RegistryOperation.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_fault_is_overcome_or_is_undetermined_and_leaves_nothing_in_part(string name)
    {
        var operation = RegistryOperation.All.Single(candidate => candidate.Name == name);
        var cells =
            from step in operation.Steps
            from fault in Faults
            from times in new[] { 1, int.MaxValue }
            select (step, fault, times);
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            cells,
            new ParallelOptions { MaxDegreeOfParallelism = CellsAtOnce },
            async (cell, _) =>
            {
                var fault = cell.fault.Make(cell.step.Method, cell.step.PathPart) with { Times = cell.times };
                var mustPass = cell.times == 1 && cell.fault.Passes;
                if (await JudgeAsync(operation, fault, mustPass) is { } problem)
                {
                    wrong.Add($"{cell.step.Method} {cell.step.PathPart}, {cell.fault.Name}, {cell.times} times: {problem}");
                }
            }
        );

        Assert.Empty(wrong);
    }

    private static async Task<string?> JudgeAsync(RegistryOperation operation, RegistryFault fault, bool mustPass)
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Authentication = RegistryAuthentication.Bearer }
        );
        using (var before = Open(registry, TimeProvider.System))
        {
            await operation.PrepareAsync(Store(before, registry));
        }

        registry.Add(fault);
        string? problem = null;
        using (var stores = Open(registry, new HurriedTime(20)))
        {
            try
            {
                await operation.RunAsync(Store(stores, registry)).WaitAsync(Hang);
            }
            catch (UndeterminedException error)
            {
                problem = mustPass ? error.ToString() : null;
            }
            catch (Exception error)
            {
                problem = error.ToString();
            }
        }

        registry.ClearFaults();
        using var after = Open(registry, TimeProvider.System);
        try
        {
            await operation.CheckAsync(Store(after, registry));
            return problem;
        }
        catch (Exception error)
        {
            return $"something is there in part: {error}";
        }
    }

    private static IImageStore Store(ImageStores stores, TestRegistry registry) =>
        stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop/api"));

    private static ImageStores Open(TestRegistry registry, TimeProvider time) =>
        new(
            new ImageStoreOptions
            {
                Credentials = RegistryCredentials.Anonymous.WithLogin(registry.Host, TestRegistry.User, TestRegistry.Password),
                Time = time,
            }
        );
}
