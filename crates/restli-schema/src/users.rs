//! The users of each type, URN type, permission and rule: methods, fields and events that name it.

use crate::api::{
    Api, ErrorId, Key, MediaId, Method, Param, PermissionId, QuotaId, Requirement, Resource, ResourceId, RoleId, Type, TypeId, TypeKind,
    UrnId,
};

/// A method, by its resource and its place in [`Resource::methods`].
pub type MethodAt = (ResourceId, usize);

/// A part of an API that names a type or a URN type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum User {
    /// The entities of a resource.
    Entity(ResourceId),
    /// The key of a resource, or an alternative one.
    Key(ResourceId),
    /// A parameter, the result or the metadata of a method.
    Method(ResourceId, usize),
    /// A field or member of a type, or the target of a typeref. A record that includes another one is a user of it.
    Type(TypeId),
    /// The body of an event, by its place in [`Api::events`].
    Event(usize),
}

/// The users of everything that others name, each list in order and without repetition.
#[derive(Clone, Debug, Default)]
pub struct Users {
    types: Vec<Vec<User>>,
    urns: Vec<Vec<User>>,
    permissions: Vec<Vec<MethodAt>>,
    /// Fields by their record and their place in it.
    gated: Vec<Vec<(TypeId, usize)>>,
    roles: Vec<Vec<MethodAt>>,
    quotas: Vec<Vec<MethodAt>>,
    errors: Vec<Vec<MethodAt>>,
    media: Vec<Vec<MethodAt>>,
}

macro_rules! lists {
    ($($name:ident($id:ident) -> $list:ident: $user:ty, $doc:literal;)*) => {
        impl Users {$(
            #[doc = $doc]
            #[must_use]
            pub fn $name(&self, id: $id) -> &[$user] {
                self.$list.get(id.index()).map_or(&[], Vec::as_slice)
            }
        )*}
    };
}

lists! {
    of_type(TypeId) -> types: User, "The users of a type.";
    of_urn(UrnId) -> urns: User, "The users of a URN type.";
    of_permission(PermissionId) -> permissions: MethodAt, "The methods whose requirement names a permission.";
    fields_of_permission(PermissionId) -> gated: (TypeId, usize), "The fields whose requirement names a permission, each by its record and its place there.";
    of_role(RoleId) -> roles: MethodAt, "The methods that a role is enough for.";
    of_quota(QuotaId) -> quotas: MethodAt, "The methods that consume a quota.";
    of_error(ErrorId) -> errors: MethodAt, "The methods that list an error.";
    of_media(MediaId) -> media: MethodAt, "The methods whose uploads obey a media rule.";
}

impl Users {
    /// Finds the users of everything in an API.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let mut users = Self {
            types: vec![Vec::new(); api.types().len()],
            urns: vec![Vec::new(); api.urns().len()],
            permissions: vec![Vec::new(); api.permissions().len()],
            gated: vec![Vec::new(); api.permissions().len()],
            roles: vec![Vec::new(); api.roles().len()],
            quotas: vec![Vec::new(); api.quotas().len()],
            errors: vec![Vec::new(); api.errors().len()],
            media: vec![Vec::new(); api.media().len()],
        };
        for (id, resource) in api.resource_ids().zip(api.resources()) {
            users.see_resource(id, resource);
        }
        for (id, def) in api.type_ids().zip(api.types()) {
            users.see_type(id, &def.kind);
        }
        for (at, event) in api.events.iter().enumerate() {
            users.note(event.body, User::Event(at));
        }
        users.types.iter_mut().chain(&mut users.urns).for_each(|list| {
            list.sort_unstable();
            list.dedup();
        });
        users
    }

    fn see_resource(&mut self, id: ResourceId, resource: &Resource) {
        resource.entity.into_iter().for_each(|entity| self.note(entity, User::Entity(id)));
        match &resource.key {
            Some(Key::Complex { record, params, .. }) => {
                std::iter::once(*record).chain(*params).for_each(|part| self.note(part, User::Key(id)));
            }
            Some(Key::Simple(param)) => self.see(&param.ty, User::Key(id)),
            Some(Key::Compound { parts, .. }) => self.see_params(parts, User::Key(id)),
            None => {}
        }
        self.see_params(&resource.alt_keys, User::Key(id));
        for (at, method) in resource.methods.iter().enumerate() {
            self.see_method((id, at), method);
        }
    }

    fn see_method(&mut self, at: MethodAt, method: &Method) {
        let user = User::Method(at.0, at.1);
        self.see_params(&method.params, user);
        method.returns.iter().for_each(|result| self.see(&result.ty, user));
        method.metadata.into_iter().for_each(|record| self.note(record, user));
        put(&mut self.permissions, permissions(&method.requirement).map(PermissionId::index), at);
        put(&mut self.roles, method.roles.iter().map(|id| id.index()), at);
        put(&mut self.quotas, method.quotas.iter().map(|id| id.index()), at);
        put(&mut self.errors, method.errors.iter().map(|id| id.index()), at);
        put(&mut self.media, method.media.iter().map(|id| id.index()), at);
    }

    fn see_params(&mut self, params: &[Param], user: User) {
        for param in params {
            self.see(&param.ty, user);
        }
    }

    fn see_type(&mut self, id: TypeId, kind: &TypeKind) {
        let user = User::Type(id);
        match kind {
            TypeKind::Record(record) => {
                record.includes.iter().for_each(|included| self.note(*included, user));
                for (at, field) in record.fields.iter().enumerate().filter(|(_, field)| field.included_from.is_none()) {
                    self.see(&field.ty, user);
                    field.decorates.iter().for_each(|decoration| self.note(decoration.target, user));
                    put(&mut self.gated, field.requirement.iter().flat_map(permissions).map(PermissionId::index), (id, at));
                }
            }
            TypeKind::Union(union) => union.members.iter().for_each(|member| self.see(&member.ty, user)),
            TypeKind::Typeref(target) => self.see(target, user),
            TypeKind::UrnChoice(urns) => urns.iter().for_each(|urn| self.note_urn(*urn, user)),
            TypeKind::Enum(_) | TypeKind::Text(_) | TypeKind::Time | TypeKind::Fixed(_) => {}
        }
    }

    fn see(&mut self, ty: &Type, user: User) {
        match ty {
            Type::Named(id) => self.note(*id, user),
            Type::UrnOf(urn) => self.note_urn(*urn, user),
            Type::Array(item) => self.see(item, user),
            Type::Map(key, value) => {
                self.see(key, user);
                self.see(value, user);
            }
            Type::Int | Type::Long | Type::Float | Type::Double | Type::Bool | Type::String | Type::Bytes | Type::Any | Type::Urn => {}
        }
    }

    fn note(&mut self, id: TypeId, user: User) {
        put(&mut self.types, std::iter::once(id.index()), user);
    }

    fn note_urn(&mut self, id: UrnId, user: User) {
        put(&mut self.urns, std::iter::once(id.index()), user);
    }
}

fn permissions(requirement: &Requirement) -> impl Iterator<Item = PermissionId> + use<> {
    requirement.permissions().into_iter()
}

fn put<T: Copy>(lists: &mut [Vec<T>], at: impl Iterator<Item = usize>, user: T) {
    for index in at {
        if let Some(list) = lists.get_mut(index) {
            list.push(user);
        }
    }
}
