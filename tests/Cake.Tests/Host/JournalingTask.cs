using Cake.Core;
using Cake.Frosting;

namespace Cake.Tests.Host;

/// <summary>A task that notes in the journal that it ran.</summary>
internal abstract class JournalingTask(Journal journal) : FrostingTask
{
    public override void Run(ICakeContext context) => journal.Write(GetType().Name);
}
