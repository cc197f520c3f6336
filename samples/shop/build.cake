// The shop's release as a Cake script; its paths start at this folder. cake.config says that the addin comes from artifacts/packages,
// where the build puts it. From the root of the repository:
//
//   dotnet run --project build                        makes the keys, the images and their evidence
//   dotnet run --project build -- --target=Package    packs the addin
//   dotnet cake samples/shop/build.cake               judges the same release again
#addin nuget:?package=Cake.SupplyChain&version=0.1.0

RegisterSupplyChainTasks(new ReleaseSettings
{
    Policy = "policy.yaml",
    Environment = Argument("environment", "prod"),
    Output = "../../artifacts/shop",
    Layout = "../../artifacts/shop/images",
    Advisories = "advisories",
    SigningKey = "keys/ci.key",
    ScannerKey = "keys/scanner.key",
    VerdictKey = "keys/gatekeeper.key",
    Password = FileExists("keys/password") ? System.IO.File.ReadAllText("keys/password") : null,
    Images =
    {
        new ReleaseImage { Reference = "registry.shop.example/shop/api:1.4.0" },
        new ReleaseImage { Reference = "registry.shop.example/shop/worker:1.4.0" },
    },
    Manifests = { "manifests" },
});

Task("Default").IsDependentOn("Gate");

RunTarget(Argument("target", "Default"));
