using Cake.Core;
using Cake.Core.Composition;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Xunit;

namespace Cake.Tests.Host;

public sealed class ServiceTests
{
    [Fact]
    public void A_startup_registers_services()
    {
        var result = new TestHost()
            .Configure(host => host.UseStartup<Startup>())
            .With<TellsGreeting>()
            .Run("-t", "TellsGreeting");

        Assert.Equal(["hello"], result.Journal);
    }

    [Fact]
    public void A_module_registers_services()
    {
        var result = new TestHost().Configure(host => host.UseModule<Module>()).With<TellsGreeting>().Run("-t", "TellsGreeting");

        Assert.Equal(["from the module"], result.Journal);
    }

    [Fact]
    public void A_service_of_Cake_can_be_replaced()
    {
        var strategy = Substitute.For<IExecutionStrategy>();
        var result = new TestHost()
            .Configure(host => host.ConfigureServices(services => services.AddSingleton(strategy)))
            .With<Startled>()
            .Run("-t", "Startled");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Journal);
        strategy.Received(1).ExecuteAsync(Arg.Is<CakeTask>(task => task.Name == "Startled"), Arg.Any<ICakeContext>());
    }

    [Fact]
    public void The_same_verbs_work_on_services()
    {
        var result = new TestHost()
            .Configure(host =>
                host.ConfigureServices(services =>
                    services
                        .UseContext<OwnContext>()
                        .UseSetup<NoSetup>()
                        .UseTeardown<NoTeardown>()
                        .UseTaskSetup<NoTaskSetup>()
                        .UseTaskTeardown<NoTaskTeardown>()
                        .UseLifetime<NoLifetime>()
                        .UseTaskLifetime<NoTaskLifetime>()
                        .UseModule<Module>()
                        .UsePackageInstaller<NoInstaller>()
                        .UseWorkingDirectory(Directory.GetCurrentDirectory())
                        .UseCakeSetting("Own_Setting", "own")
                        .UseToolPath("/the/tools")
                )
            )
            .With<TellsSettings>()
            .Run("-t", "TellsSettings");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Own_Setting = own", "Paths_Tools = /the/tools"], result.Journal);
    }

    [Fact]
    public void The_context_gives_the_services()
    {
        var result = new TestHost().With<TellsServices>().Run("-t", "TellsServices");

        Assert.Equal(["engine, log, provider: True"], result.Journal);
    }

    [Fact]
    public void A_service_that_cannot_be_built_fails_the_build()
    {
        var result = new TestHost().With<TellsGreeting>().Run("-t", "TellsGreeting");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(nameof(Greeting), result.Error, StringComparison.Ordinal);
    }

    internal sealed record Greeting(string Text);

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.AddSingleton(new Greeting("hello"));
    }

    private sealed class Module : ICakeModule
    {
        public void Register(ICakeContainerRegistrar registrar) =>
            registrar.RegisterInstance(new Greeting("from the module")).AsSelf().Singleton();
    }

    private sealed class TellsGreeting(Journal journal, Greeting greeting) : FrostingTask
    {
        public override void Run(ICakeContext context) => journal.Write(greeting.Text);
    }

    private sealed class Startled(Journal journal) : JournalingTask(journal);

    private sealed class TellsSettings(Journal journal) : FrostingTask<OwnContext>
    {
        public override void Run(OwnContext context)
        {
            foreach (var key in new[] { "Own_Setting", "Paths_Tools" })
            {
                journal.Write($"{key} = {context.Configuration.GetValue(key)}");
            }
        }
    }

    private sealed class TellsServices(Journal journal) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            journal.Write(
                $"engine, log, provider: {context.ServiceProvider.GetService<ICakeEngine>() is not null
                    && ReferenceEquals(context.Log, context.ServiceProvider.GetService<ICakeLog>())}"
            );
    }

    private sealed class NoSetup : FrostingSetup<OwnContext>
    {
        public override void Setup(OwnContext context, ISetupContext info) { }
    }

    private sealed class NoTeardown : FrostingTeardown<OwnContext>
    {
        public override void Teardown(OwnContext context, ITeardownContext info) { }
    }

    private sealed class NoLifetime : FrostingLifetime<OwnContext>
    {
        public override void Setup(OwnContext context, ISetupContext info) { }

        public override void Teardown(OwnContext context, ITeardownContext info) { }
    }

    private sealed class NoTaskSetup : FrostingTaskSetup<OwnContext>
    {
        public override void Setup(OwnContext context, ITaskSetupContext info) { }
    }

    private sealed class NoTaskTeardown : FrostingTaskTeardown<OwnContext>
    {
        public override void Teardown(OwnContext context, ITaskTeardownContext info) { }
    }

    private sealed class NoTaskLifetime : FrostingTaskLifetime<OwnContext>
    {
        public override void Setup(OwnContext context, ITaskSetupContext info) { }

        public override void Teardown(OwnContext context, ITaskTeardownContext info) { }
    }

    private sealed class NoInstaller : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => false;

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path) => [];
    }
}
