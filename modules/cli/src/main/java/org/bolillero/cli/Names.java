package org.bolillero.cli;

/** Names that are common in Argentina. Adding one changes what a seed generates. */
final class Names {
  static final String FIRST_OF_WOMEN =
      """
      Agustina, Alma, Ana, Andrea, Ángela, Antonella, Ayelén, Beatriz, Belén, Brenda, Camila,
      Carina, Carolina, Catalina, Cecilia, Dalma, Daniela, Delfina, Elena, Emilia, Eugenia,
      Fernanda, Florencia, Gabriela, Gladys, Graciela, Guadalupe, Inés, Irene, Isabel,
      Jazmín, Juana, Julia, Julieta, Karina, Laura, Leticia, Liliana, Lorena, Lucía, Luz,
      Malena, Marcela, María, Mariana, Marina, Marta, Martina, Melina, Micaela, Milagros,
      Mirta, Mónica, Natalia, Noemí, Norma, Olga, Patricia, Paula, Pilar, Renata, Rocío,
      Romina, Rosa, Roxana, Sabrina, Silvia, Sofía, Soledad, Susana, Teresa, Trinidad,
      Valentina, Valeria, Vanesa, Verónica, Victoria, Viviana, Ximena, Yamila, Zoe
      """;

  static final String FIRST_OF_MEN =
      """
      Agustín, Alejandro, Andrés, Bautista, Benicio, Bruno, Carlos, César, Claudio, Cristian,
      Daniel, Diego, Eduardo, Emiliano, Ernesto, Esteban, Ezequiel, Fabián, Facundo,
      Federico, Felipe, Fernando, Francisco, Franco, Gabriel, Gastón, Germán, Gonzalo,
      Guillermo, Gustavo, Héctor, Hernán, Horacio, Hugo, Ignacio, Íñigo, Iván, Javier,
      Joaquín, Jorge, José, Juan, Julián, Leandro, Leonel, Lionel, Lucas, Luis, Manuel,
      Marcelo, Marcos, Mariano, Mario, Martín, Matías, Mauricio, Máximo, Miguel, Nahuel,
      Néstor, Nicolás, Omar, Oscar, Pablo, Pedro, Rafael, Ramiro, Ramón, Raúl, Ricardo,
      Roberto, Rodrigo, Rubén, Santiago, Santino, Sebastián, Sergio, Thiago, Tomás, Valentín,
      Víctor, Walter
      """;

  static final String LAST =
      """
      Acosta, Agüero, Aguirre, Alonso, Álvarez, Arias, Ávila, Ayala, Barrios, Benítez,
      Blanco, Bravo, Bustos, Cabrera, Cáceres, Campos, Cardozo, Carrizo, Castillo, Castro,
      Córdoba, Coronel, Correa, Cruz, D'Angelo, Díaz, Domínguez, Duarte, Escobar, Espinoza,
      Farías, Fernández, Fernández Díaz, Ferreyra, Figueroa, Flores, Franco, Frías, Gallardo,
      García, Giménez, Godoy, Gómez, González, Gutiérrez, Guzmán, Heredia, Hernández,
      Herrera, Ibáñez, Jiménez, Juárez, Ledesma, Leiva, López, López Núñez, Lorca, Lucero,
      Luna, Maidana, Maldonado, Mansilla, Martín, Martínez, Medina, Méndez, Mendoza, Miranda,
      Molina, Montenegro, Morales, Moreno, Moyano, Muñoz, Navarro, Núñez, Ñáñez, Ojeda,
      Olivera, Ortiz, Páez, Paz, Peralta, Pereyra, Pérez, Peña, Ponce, Quiroga, Quispe,
      Ramírez, Ramos, Ríos, Rivero, Rodríguez, Rojas, Roldán, Romero, Rossi, Ruiz, Russo,
      Salinas, Sánchez, Santillán, Silva, Sosa, Soto, Suárez, Toledo, Torres, Valdez, Vargas,
      Vázquez, Vega, Velázquez, Vera, Villalba, Villarreal, Vizcarra, Yapura, Zárate, Zerpa
      """;

  private Names() {}
}
