/** What tests of durability are made of: chance, a disk that loses power, threads in any order. */
package org.bolillero.simulation;
