using Cake.Frosting;

namespace FrostingBuild.Tasks;

public sealed class NamedByItsClassTask : FrostingTask<BuildContext>;
