using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Cake.Tests.Host;

public sealed class ContextTests
{
    [Fact]
    public void The_context_is_the_default_one_unless_another_is_registered() =>
        Assert.Equal([nameof(FrostingContext)], new TestHost().With<Plain>().Run("--target", "Plain").Journal);

    [Fact]
    public void The_registered_context_reaches_tasks_of_its_type_and_of_its_bases()
    {
        var result = new TestHost()
            .Configure(host => host.UseContext<DerivedContext>())
            .With<Plain>()
            .With<OfInterface>()
            .With<OfOwn>()
            .With<OfDerived>()
            .Run("--target", "OfDerived");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([.. Enumerable.Repeat(nameof(DerivedContext), 4)], result.Journal);
    }

    [Fact]
    public void The_last_context_registered_counts() =>
        Assert.Equal(
            [nameof(OwnContext)],
            new TestHost()
                .Configure(host => host.UseContext<OtherContext>().UseContext<OwnContext>())
                .With<Plain>()
                .Run("--target", "Plain")
                .Journal
        );

    [Fact]
    public void The_context_is_one_instance_for_lifetime_criteria_and_tasks()
    {
        var result = new TestHost()
            .Configure(host => host.UseContext<OwnContext>().UseLifetime<Remembering>())
            .With<Comparing>()
            .Run("--target", "Comparing");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["criteria: same", "task: same", "teardown: same"], result.Journal);
    }

    [Fact]
    public void The_context_has_services_injected()
    {
        var result = new TestHost().Configure(host => host.UseContext<WritingContext>()).With<Writes>().Run("--target", "Writes");

        Assert.Equal(["written through the context"], result.Journal);
    }

    [Fact]
    public void A_task_for_another_context_is_left_out_with_a_warning()
    {
        var result = new TestHost()
            .Configure(host => host.UseContext<OtherContext>())
            .With<Plain>()
            .With<OfOwn>()
            .Run("--target", "Plain");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([nameof(OtherContext)], result.Journal);
        Assert.Contains(
            $"isn't convertible to {typeof(OwnContext).FullName}.",
            result.Output + result.Error,
            StringComparison.Ordinal
        );
    }

    private static void WriteContext(Journal journal, ICakeContext context) => journal.Write(context.GetType().Name);

    private sealed class DerivedContext(ICakeContext context) : OwnContext(context);

    private sealed class WritingContext(ICakeContext context, Journal journal) : FrostingContext(context)
    {
        public Journal Journal => journal;
    }

    private sealed class Plain(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) => WriteContext(journal, context);
    }

    [IsDependentOn(typeof(Plain))]
    private sealed class OfInterface(Journal journal) : FrostingTask<IFrostingContext>
    {
        public override void Run(IFrostingContext context) => WriteContext(journal, context);
    }

    [IsDependentOn(typeof(OfInterface))]
    private sealed class OfOwn(Journal journal) : AsyncFrostingTask<OwnContext>
    {
        public override Task RunAsync(OwnContext context)
        {
            WriteContext(journal, context);
            return Task.CompletedTask;
        }
    }

    [IsDependentOn(typeof(OfOwn))]
    private sealed class OfDerived(Journal journal) : FrostingTask<DerivedContext>
    {
        public override void Run(DerivedContext context) => WriteContext(journal, context);
    }

    private sealed class Writes : FrostingTask<WritingContext>
    {
        public override void Run(WritingContext context) => context.Journal.Write("written through the context");
    }

    private sealed class Remembering(Journal journal) : FrostingLifetime<OwnContext>
    {
        private OwnContext? _context;

        public bool IsSame(OwnContext context) => ReferenceEquals(_context, context);

        public override void Setup(OwnContext context, ISetupContext info) => _context = context;

        public override void Teardown(OwnContext context, ITeardownContext info) =>
            journal.Write($"teardown: {(IsSame(context) ? "same" : "another")}");
    }

    private sealed class Comparing(Journal journal, IServiceProvider provider) : FrostingTask<OwnContext>
    {
        public override bool ShouldRun(OwnContext context)
        {
            journal.Write($"criteria: {Compare(context)}");
            return true;
        }

        public override void Run(OwnContext context) => journal.Write($"task: {Compare(context)}");

        private string Compare(OwnContext context) =>
            ((Remembering)provider.GetRequiredService<IFrostingLifetime>()).IsSame(context) ? "same" : "another";
    }
}
