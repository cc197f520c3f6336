using Cake.Frosting;
using FrostingBuild;

return new CakeHost()
    .UseContext<BuildContext>()
    .UseLifetime<BuildLifetime>()
    .UseCakeSetting("Paths_Tools", "from-build")
    .Run(args);
