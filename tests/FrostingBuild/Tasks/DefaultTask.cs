using Cake.Frosting;

namespace FrostingBuild.Tasks;

[TaskName("Default")]
[IsDependentOn(typeof(CompileTask))]
public sealed class DefaultTask : FrostingTask<BuildContext>;
