// The shop's release as a Cake script. The addin comes from artifacts/packages, where
// `dotnet run --project build -- --target=Package` puts it; run this from the root of the repository:
//
//   dotnet cake samples/shop/build.cake
//
// `dotnet run --project build` has made the keys, the images and their evidence; this judges the same release.
#addin nuget:?package=Cake.SupplyChain&version=0.1.0

RegisterSupplyChainTasks(new ReleaseSettings
{
    Policy = "samples/shop/policy.yaml",
    Environment = Argument("environment", "prod"),
    Output = "artifacts/shop",
    Layout = "artifacts/shop/images",
    Advisories = "samples/shop/advisories",
    SigningKey = "samples/shop/keys/ci.key",
    ScannerKey = "samples/shop/keys/scanner.key",
    VerdictKey = "samples/shop/keys/gatekeeper.key",
    Password = System.IO.File.ReadAllText("samples/shop/keys/password"),
    Images =
    {
        new ReleaseImage { Reference = "registry.shop.example/shop/api:1.4.0" },
        new ReleaseImage { Reference = "registry.shop.example/shop/worker:1.4.0" },
    },
    Manifests = { "samples/shop/manifests" },
});

Task("Default").IsDependentOn("Gate");

RunTarget(Argument("target", "Default"));
