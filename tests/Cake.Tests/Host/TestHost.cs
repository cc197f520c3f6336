using System.Text;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using SupplyChain.Testing;
using Xunit;

namespace Cake.Tests.Host;

/// <summary>
/// A real host in this process, with its output captured. Its tasks are internal and registered one by one: a public task in this
/// assembly, which is the entry assembly, would be part of every test.
/// </summary>
internal sealed class TestHost
{
    private readonly Journal _journal = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public TestHost()
    {
        Host = new CakeHost().ConfigureServices(services =>
            services
                .AddSingleton(_journal)
                .AddSingleton<IConsole>(new CapturingConsole(_output, _error))
                .AddSingleton(CaptureAnsi(_output))
        );
    }

    public CakeHost Host { get; }

    public TestHost With<TTask>()
        where TTask : class, IFrostingTask
    {
        Host.ConfigureServices(services => services.AddSingleton<IFrostingTask, TTask>());
        return this;
    }

    public TestHost Configure(Action<CakeHost> configure)
    {
        configure(Host);
        return this;
    }

    public HostResult Run(params string[] args)
    {
        var exitCode = Host.Run(args);
        Assert.False(Secrets.AreIn($"{_output}{_error}"), "A password or token was printed.");
        return new HostResult(exitCode, _output.ToString(), _error.ToString(), _journal.Entries);
    }

    private static IAnsiConsole CaptureAnsi(StringBuilder output)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(new StringWriter(output)),
            }
        );
        console.Profile.Width = 120;
        return console;
    }
}
