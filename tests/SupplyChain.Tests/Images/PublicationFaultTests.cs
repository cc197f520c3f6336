using System.Collections.Concurrent;
using SupplyChain.Images;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images;

/// <summary>Everything that can go wrong between a writer and a registry, at every request of a publication.</summary>
public sealed class PublicationFaultTests
{
    private const string SlowDrip = "slow drip";
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(90);

    private static readonly (string Method, string Path)[] Steps =
    [
        ("HEAD", "/blobs/"),
        ("POST", "/blobs/uploads/"),
        ("PUT", "/blobs/uploads/"),
        ("GET", "/referrers/"),
        ("GET", "/manifests/sha256-"),
        ("PUT", "/manifests/sha256:"),
        ("PUT", "/manifests/sha256-"),
    ];

    private static readonly (string Name, bool IsPassing, Func<string, string, RegistryFault> Make)[] Faults =
    [
        ("429", true, (method, path) => RegistryFault.Status(method, path, 429, retryAfterSeconds: 0)),
        ("500", true, (method, path) => RegistryFault.Status(method, path, 500)),
        ("503", true, (method, path) => RegistryFault.Status(method, path, 503)),
        ("403", false, (method, path) => RegistryFault.Status(method, path, 403)),
        ("lost answer", true, RegistryFault.LostAnswer),
        ("reset", true, (method, path) => RegistryFault.Reset(method, path, 3)),
        ("truncated", true, (method, path) => RegistryFault.Truncate(method, path, 3)),
        ("wrong content", true, RegistryFault.WrongContent),
        ("redirect to metadata", false, (method, path) => RegistryFault.Redirect(method, path, "http://169.254.169.254/latest")),
        ("delay", true, (method, path) => RegistryFault.Delay(method, path, Task.Delay(50))),
        (SlowDrip, false, (method, path) => RegistryFault.SlowDrip(method, path, TimeSpan.FromMilliseconds(20))),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fault_at_any_step_leaves_the_evidence_listed_or_an_error_and_never_half_of_it()
    {
        var cases =
            from fault in Faults
            from step in Steps
            from referrersApi in new[] { true, false }
            from isLasting in new[] { true, false }
            select (fault, step, referrersApi, isLasting);
        var problems = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            cases,
            new ParallelOptions { MaxDegreeOfParallelism = 40, CancellationToken = Token },
            async (one, _) =>
            {
                var fault = one.fault.Make(one.step.Method, one.step.Path) with { Times = one.isLasting ? int.MaxValue : 1 };
                // The list of the referrers API has no digest, so that nobody knows whether asking again would help.
                var isList = one.step.Path == "/referrers/" && one.fault.Name is ("truncated" or "wrong content");
                var mustSucceed = one.fault.IsPassing && !one.isLasting && !isList;
                // What drips is given up after half a minute, which the test does not wait for.
                var time = one.fault.Name == SlowDrip ? new HurriedTime(20) : TimeProvider.System;
                foreach (var problem in await PublishAsync(one.referrersApi, fault, mustSucceed, time))
                {
                    problems.Add($"{problem}: {one.fault.Name}, {one.step}, API {one.referrersApi}, lasting {one.isLasting}");
                }
            }
        );
        Assert.Empty(problems);
    }

    private static async Task<IReadOnlyList<string>> PublishAsync(
        bool referrersApi,
        RegistryFault fault,
        bool mustSucceed,
        TimeProvider time
    )
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ReferrersApi = referrersApi });
        using var stores = new ImageStores(new ImageStoreOptions());
        var image = await Samples.PushImageAsync(stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop")), "1.0");
        var before = await AttachAsync(registry, image, "before", TimeProvider.System);
        registry.Add(fault);
        var published = await TryAttachAsync(registry, image, "evidence", time);
        registry.ClearFaults();
        var listed = await ListAsync(registry, image);
        var again = await AttachAsync(registry, image, "evidence", TimeProvider.System);
        var atLast = await ListAsync(registry, image);
        (bool Holds, string Problem)[] checks =
        [
            (listed.Contains(before), "what was listed before is gone"),
            (published is null || listed.Contains(published.Value), "reported as published and not listed"),
            (published is not null || !mustSucceed, "given up too early"),
            (listed.All(digest => registry.Contents.Manifests.ContainsKey(("shop", digest))), "listed and not there"),
            (atLast.ToHashSet().SetEquals([before, again]) && atLast.Count == 2, "not one referrer each in the end"),
        ];
        return [.. checks.Where(check => !check.Holds).Select(check => check.Problem)];
    }

    private static async Task<Digest?> TryAttachAsync(TestRegistry registry, Descriptor image, string evidence, TimeProvider time)
    {
        try
        {
            return await AttachAsync(registry, image, evidence, time).WaitAsync(Hang, Token);
        }
        catch (UndeterminedException)
        {
            return null;
        }
    }

    private static async Task<Digest> AttachAsync(TestRegistry registry, Descriptor image, string evidence, TimeProvider time)
    {
        using var stores = new ImageStores(new ImageStoreOptions { Time = time });
        var store = stores.OpenStore(ImageLocation.Parse($"{registry.Host}/shop"));
        return (await Samples.AttachAsync(store, image, evidence)).Digest;
    }

    private static async Task<IReadOnlyList<Digest>> ListAsync(TestRegistry registry, Descriptor image)
    {
        using var stores = new ImageStores(new ImageStoreOptions());
        var source = stores.OpenSource(ImageLocation.Parse($"{registry.Host}/shop"));
        return [.. (await source.ListReferrersAsync(image.Digest, Token)).Select(referrer => referrer.Digest)];
    }
}
