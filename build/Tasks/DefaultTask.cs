using Cake.Frosting;
using Cake.Frosting.SupplyChain;

namespace Build.Tasks;

/// <summary>The main job: the sample, from its sources to the verdict.</summary>
[TaskName("Default")]
[TaskDescription("Packs, scans, lints, signs, attests, verifies and gates the sample.")]
[IsDependentOn(typeof(SupplyChainTask))]
public sealed class DefaultTask : FrostingTask<BuildContext>;
