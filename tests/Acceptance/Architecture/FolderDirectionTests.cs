using Mono.Cecil;
using Mono.Cecil.Rocks;
using Xunit;

namespace SupplyChain.Acceptance.Architecture;

public sealed class FolderDirectionTests
{
    /// <summary>What the types of a folder of the core may name, besides their own folder and the root.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Tools"] = [],
        ["Images"] = ["Tools"],
        ["Attestations"] = ["Tools", "Images"],
        ["Signing"] = ["Tools", "Images", "Attestations"],
        ["Scanning"] = ["Tools", "Images", "Attestations", "Signing"],
        ["Manifests"] = ["Tools", "Images", "Attestations", "Signing"],
        ["Gate"] = ["Tools", "Images", "Attestations", "Signing", "Scanning", "Manifests"],
        ["Reports"] = ["Tools", "Images", "Attestations", "Signing", "Scanning", "Manifests", "Gate"],
        [""] = [],
    };

    [Fact]
    public void A_folder_of_the_core_names_only_folders_to_its_left()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(Checkout.Assembly("src/SupplyChain"));
        var wrong =
            from type in assembly.MainModule.GetAllTypes()
            let own = FolderOf(type)
            where own is not null
            from named in NamedBy(type)
            let to = FolderOf(named)
            where to is not null and not "" && to != own && !Allowed[own].Contains(to)
            select $"{type.FullName} names {named.FullName}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Every_folder_of_the_core_has_its_place_in_the_order() =>
        Assert.Empty(
            Directory
                .GetDirectories(Checkout.At("src", "SupplyChain"))
                .Select(folder => Path.GetFileName(folder)!)
                .Except(["bin", "obj", .. Allowed.Keys])
        );

    private static string? FolderOf(TypeReference type)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        return type.Namespace == "SupplyChain" ? ""
            : type.Namespace.StartsWith("SupplyChain.", StringComparison.Ordinal) ? type.Namespace.Split('.')[1]
            : null;
    }

    private static IEnumerable<TypeReference> NamedBy(TypeDefinition type)
    {
        var direct = type
            .Interfaces.Select(item => item.InterfaceType)
            .Append(type.BaseType)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.Properties.Select(property => property.PropertyType))
            .Concat(type.CustomAttributes.Select(attribute => attribute.AttributeType))
            .Concat(type.Methods.SelectMany(NamedBy));
        return direct.Where(named => named is not null).SelectMany(Parts);
    }

    private static IEnumerable<TypeReference> NamedBy(MethodDefinition method)
    {
        var signature = method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);
        if (!method.HasBody)
        {
            return signature;
        }

        var operands = method.Body.Instructions.Select(instruction => instruction.Operand);
        return signature
            .Concat(method.Body.Variables.Select(variable => variable.VariableType))
            .Concat(operands.OfType<TypeReference>())
            .Concat(
                operands
                    .OfType<MemberReference>()
                    .Where(member => member is not TypeReference)
                    .Select(member => member.DeclaringType)
            );
    }

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type is GenericInstanceType generic
            ? generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType)
            : [type.GetElementType() ?? type];
}
