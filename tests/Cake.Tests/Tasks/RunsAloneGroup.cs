using Xunit;

namespace Cake.Tests.Tasks;

/// <summary>Tests that change what a process has only one of, its working directory and its path: they run one at a time, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAloneGroup
{
    public const string Name = "runs alone";
}
