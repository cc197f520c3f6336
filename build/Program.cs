using Build;
using Cake.Frosting;
using Cake.Frosting.SupplyChain;

return new CakeHost().UseContext<BuildContext>().AddAssembly(typeof(GateTask).Assembly).Run(args);
